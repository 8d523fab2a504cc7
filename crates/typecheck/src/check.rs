// SPDX-License-Identifier: MIT
//! One check: the files of a request go in, ty looks, the diagnostics are moved to the user's own lines and rendered,
//! and the files go out again.

use std::path::Path;

use ruff_db::diagnostic::{
    Annotation, Diagnostic, DiagnosticFormat, DiagnosticId, DisplayDiagnosticConfig, DisplayDiagnostics, FileResolver,
    HyperlinkMode, Input, Severity, Span, UnifiedFile,
};
use ruff_db::files::{File, system_path_to_file};
use ruff_text_size::{TextRange, TextSize};
use ty_python_semantic::Db;

use crate::judge::{MIXED, hidden_imports, judged, with_mixed_gathers};
use crate::database::{Database, MODULES};

/// What is checked: earlier snippets and the source as one module.
const PROGRAM: &str = "/program/main.py";
/// What positions refer to where there are earlier snippets, or the program is not as it was written: the source alone.
const SHOWN: &str = "/program/shown.py";
/// ty looks here for names that it finds nowhere else, before the builtins.
const STUBS: &str = "/modules/__builtins__.pyi";

pub struct Request {
    pub name: String,
    pub source: String,
    pub earlier: String,
    pub stubs: String,
    pub stubs_name: String,
    pub modules: Vec<(String, String)>,
    /// Why the source is no program, and where: nothing else is looked at.
    pub refused: Option<(String, TextRange)>,
    pub format: DiagnosticFormat,
    pub color: bool,
}

pub struct Findings {
    pub errors: u32,
    pub warnings: u32,
    pub text: String,
}

/// Runs on a database that holds no program, and leaves it so: stubs and modules stay until others are asked for. After an
/// error or a panic the database is not to be used again.
pub fn check(db: &mut Database, request: &Request) -> Result<Findings, String> {
    let failed = |e: std::io::Error| e.to_string();
    let modules = request.modules.iter().map(|(name, text)| (format!("{MODULES}/{name}"), text.clone()));
    let stubs = (!request.stubs.is_empty()).then(|| (STUBS.to_string(), request.stubs.clone()));
    db.provide(modules.chain(stubs).collect()).map_err(failed)?;
    let mut earlier = request.earlier.clone();
    if !earlier.is_empty() && !earlier.ends_with('\n') {
        earlier.push('\n');
    }
    let text = earlier.clone() + &request.source;
    db.set(PROGRAM, Some(&text)).map_err(failed)?;
    let other = match &request.refused {
        Some(_) => None,
        None => with_mixed_gathers(db, file(db, PROGRAM)?, &text),
    };
    if let Some(other) = &other {
        db.set(PROGRAM, Some(other)).map_err(failed)?;
    }
    let apart = !earlier.is_empty() || other.is_some();
    if apart {
        db.set(SHOWN, Some(&request.source)).map_err(failed)?;
    }
    let findings = match &request.refused {
        Some((message, range)) => refusal(db, request, message, *range)?,
        None => match look(db, request, &earlier, apart)? {
            findings if other.is_some() && findings.text.contains(MIXED) => {
                // It is about the call itself, which has its own name.
                db.set(PROGRAM, Some(&text)).map_err(failed)?;
                look(db, request, &earlier, apart)?
            }
            findings => findings,
        },
    };
    for path in if apart { &[PROGRAM, SHOWN][..] } else { &[PROGRAM] } {
        db.set(path, None).map_err(failed)?;
    }
    Ok(findings)
}

fn file(db: &Database, path: &str) -> Result<File, String> {
    system_path_to_file(db, path).map_err(|e| format!("{path}: {e}"))
}

/// `apart`: positions refer to `SHOWN`.
fn look(db: &Database, request: &Request, earlier: &str, apart: bool) -> Result<Findings, String> {
    let program = file(db, PROGRAM)?;
    let stubs = if request.stubs.is_empty() { None } else { Some(file(db, STUBS)?) };
    let shown = if apart { file(db, SHOWN)? } else { program };
    let mut diagnostics = stubs.map(|stubs| db.check_file(stubs)).unwrap_or_default();
    let offset = TextSize::try_from(earlier.len()).map_err(|e| e.to_string())?;
    let mut found: Vec<Diagnostic> = judged(db.check_file(program)).chain(hidden_imports(db, program)).collect();
    found.sort_by(|a, b| a.rendering_sort_key(db).cmp(&b.rendering_sort_key(db)));
    for mut diagnostic in found {
        if !apart || (Shift { program, shown, offset }).apply(&mut diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    Ok(render(&Names { db, request, shown, stubs }, &diagnostics))
}

fn refusal(db: &Database, request: &Request, message: &str, range: TextRange) -> Result<Findings, String> {
    let shown = file(db, if request.earlier.is_empty() { PROGRAM } else { SHOWN })?;
    let mut diagnostic = Diagnostic::new(DiagnosticId::InvalidSyntax, Severity::Error, message.to_string());
    diagnostic.annotate(Annotation::primary(Span::from(shown).with_range(range)));
    Ok(render(&Names { db, request, shown, stubs: None }, &[diagnostic]))
}

fn render(names: &Names, diagnostics: &[Diagnostic]) -> Findings {
    let count = |severity: &[Severity]| diagnostics.iter().filter(|d| severity.contains(&d.severity())).count() as u32;
    let config = DisplayDiagnosticConfig::new("monty")
        .format(names.request.format)
        .color(names.request.color)
        .hyperlinks(HyperlinkMode::Never);
    Findings {
        errors: count(&[Severity::Error, Severity::Fatal]),
        warnings: count(&[Severity::Warning]),
        text: DisplayDiagnostics::new(names, &config, diagnostics).to_string(),
    }
}

/// Moves what is said about the end of the module to the source alone.
struct Shift {
    program: File,
    shown: File,
    offset: TextSize,
}

impl Shift {
    /// False: it is about an earlier snippet, or only true because of one.
    fn apply(&self, diagnostic: &mut Diagnostic) -> bool {
        let own = diagnostic.primary_span().is_some_and(|span| {
            span.expect_ty_file() == self.program && span.range().is_some_and(|range| range.start() >= self.offset)
        });
        if !own || diagnostic.headline_message().contains("`__future__`") {
            return false;
        }
        diagnostic.annotations_mut().for_each(|a| self.move_annotation(a));
        for sub in diagnostic.sub_diagnostics_mut() {
            sub.annotations_mut().for_each(|a| self.move_annotation(a));
        }
        diagnostic.remove_fix();
        true
    }

    fn move_annotation(&self, annotation: &mut Annotation) {
        let span = annotation.get_span().clone();
        if span.expect_ty_file() != self.program {
            return;
        }
        match span.range() {
            Some(range) if range.start() >= self.offset => annotation.set_span(
                Span::from(self.shown).with_range(TextRange::new(range.start() - self.offset, range.end() - self.offset)),
            ),
            // The earlier snippet: its text is not at hand as the user wrote it.
            _ => annotation.hide_snippet(true),
        }
    }
}

/// Files by the names that the user knows.
struct Names<'a> {
    db: &'a Database,
    request: &'a Request,
    shown: File,
    stubs: Option<File>,
}

impl FileResolver for Names<'_> {
    fn path(&self, file: File) -> &str {
        if file == self.shown {
            &self.request.name
        } else if Some(file) == self.stubs {
            &self.request.stubs_name
        } else {
            file.path(self.db).as_str()
        }
    }
    fn input(&self, file: File) -> Input {
        self.db.input(file)
    }
    fn notebook_index(&self, file: &UnifiedFile) -> Option<ruff_notebook::NotebookIndex> {
        self.db.notebook_index(file)
    }
    fn is_notebook(&self, file: &UnifiedFile) -> bool {
        self.db.is_notebook(file)
    }
    fn current_directory(&self) -> &Path {
        Path::new("")
    }
}
