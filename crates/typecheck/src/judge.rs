// SPDX-License-Identifier: MIT
//! Where ty's word is not the last: it does not know what this interpreter takes and has.

use ruff_db::diagnostic::{Annotation, Diagnostic, DiagnosticId, LintName, Severity, Span};
use ruff_db::files::File;
use ruff_db::parsed::parsed_module;
use ruff_python_ast::Stmt;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_text_size::{Ranged, TextRange};
use ty_python_semantic::Db;

use crate::database::Database;

const UNRESOLVED_IMPORT: LintName = LintName::of("unresolved-import");

/// Names that functions have though the type `Callable` promises them to nobody: decorators use them.
const OF_FUNCTIONS: [&str; 4] = ["`__name__`", "`__qualname__`", "`__module__`", "`__doc__`"];

/// The diagnostics that stand.
pub fn judged(diagnostics: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    diagnostics.into_iter().filter(|d| !is_void(d)).map(reworded)
}

fn is_void(diagnostic: &Diagnostic) -> bool {
    // The program has been compiled: what ty takes for a syntax error is a top-level await.
    if diagnostic.id() == DiagnosticId::InvalidSyntax {
        return true;
    }
    let message = diagnostic.headline_message();
    diagnostic.id().is_lint_named("unresolved-attribute")
        && message.contains(") -> ")
        && OF_FUNCTIONS.iter().any(|name| message.ends_with(&format!("has no attribute {name}")))
}

/// ty's advice about imports is to look at the Python environment, of which there is none.
fn reworded(diagnostic: Diagnostic) -> Diagnostic {
    if !diagnostic.id().is_lint_named(UNRESOLVED_IMPORT.as_str()) || !diagnostic.headline_message().starts_with("Cannot resolve") {
        return diagnostic;
    }
    match diagnostic.primary_span() {
        Some(span) => unresolved(diagnostic.headline_message().to_string(), span),
        None => diagnostic,
    }
}

fn unresolved(message: String, span: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(DiagnosticId::Lint(UNRESOLVED_IMPORT), Severity::Error, message);
    diagnostic.annotate(Annotation::primary(span));
    diagnostic.info("the sandbox has a part of the standard library, and what its host provides");
    diagnostic
}

/// An error for each import of a module that only the stubs of others need.
pub fn hidden_imports(db: &Database, program: File) -> Vec<Diagnostic> {
    let module = parsed_module(db, db.program_file(program).python_file(db)).load(db);
    let mut imports = Imports { db, found: Vec::new() };
    imports.visit_body(module.suite());
    let report = |(name, range): (String, TextRange)| {
        unresolved(format!("Cannot resolve imported module `{name}`"), Span::from(program).with_range(range))
    };
    imports.found.into_iter().map(report).collect()
}

struct Imports<'a> {
    db: &'a Database,
    found: Vec<(String, TextRange)>,
}

impl<'a> StatementVisitor<'a> for Imports<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => {
                for alias in &import.names {
                    if self.db.is_hidden(&alias.name) {
                        self.found.push((alias.name.to_string(), alias.range()));
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                if let Some(module) = &import.module
                    && import.level == 0
                    && self.db.is_hidden(module)
                {
                    self.found.push((module.to_string(), module.range()));
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }
}
