//! Type checking.
use crate::Error;
use crate::value::{c_string, raw_text, text};
use monty_sys as sys;
use std::{mem, ptr};

/// Whether this build of the library has the type checker.
pub fn check_available() -> bool {
    // SAFETY: no preconditions.
    unsafe { sys::monty_check_available() }
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckFormat {
    /// With the lines of the source.
    #[default]
    Full,
    /// `FILE:LINE:COLUMN: error[RULE] MESSAGE`
    Concise,
    /// A list.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// Azure Pipelines.
    Azure,
    /// An object a line.
    JsonLines,
    /// Reviewdog's JSON.
    Rdjson,
    /// As pylint writes them.
    Pylint,
    /// GitLab's code quality report.
    Gitlab,
}

/// What the checker knows beside the source.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// As the findings show it; empty: `<string>`.
    pub filename: String,
    /// Names that the program finds without importing them (functions and inputs of the host), declared as a `.pyi` file
    /// does.
    pub stubs: String,
    /// As the findings show it; empty: `<stubs>`.
    pub stubs_filename: String,
    /// What ran before in the same session.
    pub earlier: String,
    /// Modules that the host provides: `tools.pyi`, `package/__init__.py`, and their text.
    pub modules: Vec<(String, String)>,
    /// How the findings are written.
    pub format: CheckFormat,
    /// Escape sequences in `Full` and `Concise`.
    pub color: bool,
    /// How long it may take; 0: ten seconds.
    pub seconds: f64,
}

/// What the checker found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// None: the program is well typed.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// All of them, in the format asked for.
    pub text: String,
}

/// Checks the types of a program against what there is at run time. A text that is no program is a finding.
/// [`Error::Argument`] also where the checker is not in this build ([`check_available`]).
///
/// ```
/// # use monty::{CheckOptions, check};
/// if monty::check_available() {
///     let options = CheckOptions { stubs: "def price(what: str) -> float: ...".into(), ..CheckOptions::default() };
///     assert_eq!(check("price('tea') * 2", &options)?.errors, 0);
///     assert_eq!(check("price(1)", &options)?.errors, 1);
/// }
/// # Ok::<(), monty::Error>(())
/// ```
pub fn check(source: &str, options: &CheckOptions) -> Result<Findings, Error> {
    let (filename, stubs_filename) = (c_string(&options.filename)?, c_string(&options.stubs_filename)?);
    let named = |name: &std::ffi::CString| if name.is_empty() { ptr::null() } else { name.as_ptr() };
    let names = options.modules.iter().map(|(name, _)| c_string(name)).collect::<Result<Vec<_>, _>>()?;
    let texts = options.modules.iter().map(|(_, text)| raw_text(text.as_bytes()));
    let modules: Vec<_> =
        names.iter().zip(texts).map(|(name, text)| sys::monty_check_module { name: name.as_ptr(), text }).collect();
    let raw = sys::monty_check_options {
        size: mem::size_of::<sys::monty_check_options>(),
        filename: named(&filename),
        stubs: raw_text(options.stubs.as_bytes()),
        stubs_filename: named(&stubs_filename),
        earlier: raw_text(options.earlier.as_bytes()),
        modules: modules.as_ptr(),
        module_count: modules.len(),
        format: match options.format {
            CheckFormat::Full => sys::MONTY_CHECK_FULL,
            CheckFormat::Concise => sys::MONTY_CHECK_CONCISE,
            CheckFormat::Json => sys::MONTY_CHECK_JSON,
            CheckFormat::Github => sys::MONTY_CHECK_GITHUB,
            CheckFormat::Azure => sys::MONTY_CHECK_AZURE,
            CheckFormat::JsonLines => sys::MONTY_CHECK_JSON_LINES,
            CheckFormat::Rdjson => sys::MONTY_CHECK_RDJSON,
            CheckFormat::Pylint => sys::MONTY_CHECK_PYLINT,
            CheckFormat::Gitlab => sys::MONTY_CHECK_GITLAB,
        },
        color: options.color,
        seconds: options.seconds,
    };
    let mut out = ptr::null_mut();
    // SAFETY: all texts are read during the call; the findings are ours.
    unsafe {
        Error::check(sys::monty_check(source.as_ptr().cast(), source.len(), &raw, &mut out))?;
        let found = Findings { errors: (*out).errors, warnings: (*out).warnings, text: text((*out).text) };
        sys::monty_findings_free(out);
        Ok(found)
    }
}
