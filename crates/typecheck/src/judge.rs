// SPDX-License-Identifier: MIT
//! Where ty's word is not the last: it does not know what this interpreter takes and has.

use ruff_db::diagnostic::{Annotation, Diagnostic, DiagnosticId, LintName, Severity, Span};
use ruff_db::files::File;
use ruff_db::parsed::parsed_module;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};
use ty_python_semantic::Db;

use crate::database::Database;

const UNRESOLVED_IMPORT: LintName = LintName::of("unresolved-import");

/// Names that functions have though the type `Callable` promises them to nobody: decorators use them.
const OF_FUNCTIONS: [&str; 4] = ["`__name__`", "`__qualname__`", "`__module__`", "`__doc__`"];

/// The diagnostics that stand.
pub fn judged(diagnostics: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    diagnostics.into_iter().filter(|d| !is_void(d)).map(|d| if may_go_well(&d) { warning(&d) } else { reworded(d) })
}

fn is_void(diagnostic: &Diagnostic) -> bool {
    // The program has been compiled: what ty takes for a syntax error is a top-level await.
    if diagnostic.id() == DiagnosticId::InvalidSyntax {
        return true;
    }
    let message = diagnostic.headline_message();
    // Generic classes have it, whatever the stub of `type` says.
    if message.starts_with("Class `") && message.ends_with("has no attribute `__parameters__`") {
        return true;
    }
    diagnostic.id().is_lint_named("unresolved-attribute")
        && message.contains(") -> ")
        && OF_FUNCTIONS.iter().any(|name| message.ends_with(&format!("has no attribute {name}")))
}

/// The hints contradict each other, and yet what is given does for what is wanted: a TypedDict is a dict, and what a
/// decorator calls an awaitable mostly is a coroutine.
fn may_go_well(diagnostic: &Diagnostic) -> bool {
    let found = diagnostic.primary_annotation().and_then(Annotation::get_message).unwrap_or_default();
    if found.starts_with("Expected `Coroutine[") && found.contains(", found `Awaitable[") {
        return true;
    }
    let reasons = || diagnostic.sub_diagnostics().iter().map(|d| d.headline_message().trim_start_matches(|c: char| !c.is_ascii()).trim_start());
    reasons().any(|r| r.starts_with("TypedDict `") && r.ends_with("is not assignable to `dict`"))
        && !reasons().any(|r| r.starts_with("element `"))
}

fn warning(diagnostic: &Diagnostic) -> Diagnostic {
    let mut out = Diagnostic::new(diagnostic.id(), Severity::Warning, diagnostic.headline_message());
    out.set_concise_message(diagnostic.concise_message().to_str());
    diagnostic.annotations().iter().for_each(|a| out.annotate(a.clone()));
    diagnostic.sub_diagnostics().iter().for_each(|d| out.sub(d.clone()));
    out
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

/// The stubs have `_mix_1` to `_mix_5`, names as long as `gather`, for calls that name so many awaitables and unpack
/// others. Hints cannot tell those from calls that only unpack, which give a list.
pub const MIXED: &str = "_mix_";
const MOST_NAMED: usize = 5;

/// The program with `asyncio.gather(a, *b)` calling `_mix_1`. None: it has no such calls.
pub fn with_mixed_gathers(db: &Database, program: File, text: &str) -> Option<String> {
    if !text.contains("asyncio.gather(") {
        return None;
    }
    let module = parsed_module(db, db.program_file(program).python_file(db)).load(db);
    let mut calls = MixedGathers(Vec::new());
    calls.visit_body(module.suite());
    let mut out = (!calls.0.is_empty()).then(|| text.to_string())?;
    for (at, named) in calls.0 {
        out.replace_range(std::ops::Range::<usize>::from(at), &format!("{MIXED}{named}"));
    }
    Some(out)
}

struct MixedGathers(Vec<(TextRange, usize)>);

impl<'a> Visitor<'a> for MixedGathers {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Attribute(function) = &*call.func
            && function.attr.as_str() == "gather"
            && function.value.as_name_expr().is_some_and(|module| module.id.as_str() == "asyncio")
            && let Some(named) = call.arguments.args.iter().position(Expr::is_starred_expr)
            && (1..=MOST_NAMED).contains(&named)
        {
            self.0.push((function.attr.range(), named));
        }
        walk_expr(self, expr);
    }
}
