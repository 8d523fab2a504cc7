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

use crate::judge::{hidden_imports, judged};
use crate::database::{Database, MODULES};

/// What is checked: earlier snippets and the source as one module.
const PROGRAM: &str = "/program/main.py";
/// What positions refer to where there are earlier snippets: the source alone.
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

/// Runs on a database that holds no files, and leaves it so. After an error or a panic the database is not to be used
/// again.
pub fn check(db: &mut Database, request: &Request) -> Result<Findings, String> {
    let mut present: Vec<String> = Vec::new();
    let mut put = |db: &mut Database, path: String, text: &str| -> Result<(), String> {
        db.set(&path, Some(text)).map_err(|e| format!("{path}: {e}"))?;
        present.push(path);
        Ok(())
    };
    let mut earlier = request.earlier.clone();
    if !earlier.is_empty() && !earlier.ends_with('\n') {
        earlier.push('\n');
    }
    put(db, PROGRAM.to_string(), &(earlier.clone() + &request.source))?;
    if !earlier.is_empty() {
        put(db, SHOWN.to_string(), &request.source)?;
    }
    if !request.stubs.is_empty() {
        put(db, STUBS.to_string(), &request.stubs)?;
    }
    for (name, text) in &request.modules {
        put(db, format!("{MODULES}/{name}"), text)?;
    }
    let findings = match &request.refused {
        Some((message, range)) => refusal(db, request, message, *range)?,
        None => look(db, request, &earlier)?,
    };
    for path in &present {
        db.set(path, None).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(findings)
}

fn look(db: &Database, request: &Request, earlier: &str) -> Result<Findings, String> {
    let file = |path: &str| system_path_to_file(db, path).map_err(|e| format!("{path}: {e}"));
    let program = file(PROGRAM)?;
    let stubs = if request.stubs.is_empty() { None } else { Some(file(STUBS)?) };
    let shown = if earlier.is_empty() { program } else { file(SHOWN)? };
    let mut diagnostics = stubs.map(|stubs| db.check_file(stubs)).unwrap_or_default();
    let offset = TextSize::try_from(earlier.len()).map_err(|e| e.to_string())?;
    let mut found: Vec<Diagnostic> = judged(db.check_file(program)).chain(hidden_imports(db, program)).collect();
    found.sort_by(|a, b| a.rendering_sort_key(db).cmp(&b.rendering_sort_key(db)));
    for mut diagnostic in found {
        if earlier.is_empty() || (Shift { program, shown, offset }).apply(&mut diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    Ok(render(&Names { db, request, shown, stubs }, &diagnostics))
}

fn refusal(db: &Database, request: &Request, message: &str, range: TextRange) -> Result<Findings, String> {
    let path = if request.earlier.is_empty() { PROGRAM } else { SHOWN };
    let shown = system_path_to_file(db, path).map_err(|e| format!("{path}: {e}"))?;
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
