// SPDX-License-Identifier: MIT
//! The database of one checker: ty's `Db` traits over files in memory and the vendored stubs.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use ruff_db::diagnostic::{Diagnostic, Severity};
use ruff_db::files::{File, Files};
use ruff_db::system::{InMemorySystem, MemoryFileSystem, System, SystemPath, SystemPathBuf};
use ruff_db::vendored::{VendoredFileSystem, VendoredPath};
use ruff_python_ast::PythonVersion;
use ty_module_resolver::SearchPathSettings;
use ty_python_core::ProgramFile;
use ty_python_core::platform::PythonPlatform;
use ty_python_core::program::{FallibleStrategy, Program, ProgramSettings};
use ty_python_semantic::lint::{LintRegistry, LintSource, RuleSelection};
use ty_python_semantic::{
    AnalysisSettings, PythonVersionSource, PythonVersionWithSource, check_file_unwrap, default_lint_registry,
};

/// Modules of the host: the only folder that programs import from, besides the vendored stubs.
pub const MODULES: &str = "/modules";

#[salsa::db]
#[derive(Clone)]
pub struct Database {
    storage: salsa::Storage<Self>,
    files: Files,
    system: InMemorySystem,
    vendored: VendoredFileSystem,
    program: ProgramSettings,
    rules: Arc<RuleSelection>,
    /// Modules of the stubs that programs cannot import.
    hidden: Arc<HashSet<String>>,
    /// What is below `MODULES`, by path.
    provided: BTreeMap<String, String>,
    analysis: Arc<AnalysisSettings>,
}

/// Where this differs from ty's defaults: errors are what goes wrong when the program runs.
const SEVERITIES: [(&str, Severity); 3] = [
    ("unused-awaitable", Severity::Error), // the call never happens
    ("invalid-method-override", Severity::Warning),
    ("invalid-attribute-override", Severity::Warning),
];

fn rules() -> RuleSelection {
    let registry = default_lint_registry();
    let mut rules = RuleSelection::from_registry(registry);
    for (name, severity) in SEVERITIES {
        if let Ok(lint) = registry.get(name) {
            rules.enable(lint, severity, LintSource::Default);
        }
    }
    rules
}

impl Database {
    /// `stubs`: a zip archive with `stdlib/VERSIONS`, `stdlib/*.pyi` and `HIDDEN`.
    pub fn new(stubs: &'static [u8]) -> Result<Self, String> {
        let memory = MemoryFileSystem::with_current_directory("/");
        memory.create_directory_all(MODULES).map_err(|e| e.to_string())?;
        let system = InMemorySystem::from_memory_fs(memory);
        let vendored = VendoredFileSystem::new_static(stubs).map_err(|e| e.to_string())?;
        let hidden = vendored.read_to_string(VendoredPath::new("HIDDEN")).map_err(|e| e.to_string())?;
        let search_paths = SearchPathSettings::new(vec![SystemPathBuf::from(MODULES)])
            .to_search_paths(&system, &vendored, &FallibleStrategy)
            .map_err(|e| e.to_string())?;
        let db = Self {
            storage: salsa::Storage::new(None),
            files: Files::default(),
            system,
            vendored,
            program: ProgramSettings {
                python_version: PythonVersionWithSource { version: PythonVersion::PY314, source: PythonVersionSource::Default },
                python_platform: PythonPlatform::Identifier("linux".to_string()),
                search_paths,
            },
            rules: Arc::new(rules()),
            hidden: Arc::new(hidden.lines().map(str::to_string).collect()),
            provided: BTreeMap::new(),
            analysis: Arc::default(),
        };
        db.program.search_paths.try_register_static_roots(&db);
        Ok(db)
    }

    pub fn is_hidden(&self, module: &str) -> bool {
        self.hidden.contains(module)
    }

    /// Puts a file in place, or with None takes it away. It stands in no folder that programs import from.
    pub fn set(&mut self, path: &str, text: Option<&str>) -> std::io::Result<()> {
        let path = SystemPath::new(path);
        match text {
            Some(text) => self.system.fs().write_file_all(path, text)?,
            None => self.system.fs().remove_file(path)?,
        }
        File::sync_path_only(self, path);
        Ok(())
    }

    /// Makes `files`, by path, all that is below `MODULES`. What is there already stays as it is: all that is known of the
    /// stubs rests on which modules there are, and is looked through again after any change.
    pub fn provide(&mut self, files: BTreeMap<String, String>) -> std::io::Result<()> {
        let before = std::mem::take(&mut self.provided);
        for path in before.keys().filter(|path| !files.contains_key(*path)) {
            self.system.fs().remove_file(path)?;
            File::sync_path(self, SystemPath::new(path));
            let folders = SystemPath::new(path).ancestors().skip(1);
            for folder in folders.take_while(|f| f.as_str() != MODULES) {
                if self.system.fs().remove_directory(folder).is_err() {
                    break; // it holds others
                }
                File::sync_path(self, folder);
            }
        }
        for (path, text) in files.iter().filter(|(path, text)| before.get(*path) != Some(*text)) {
            self.system.fs().write_file_all(path, text)?;
            for part in SystemPath::new(path).ancestors().take_while(|f| f.as_str() != MODULES) {
                File::sync_path(self, part);
            }
        }
        self.provided = files;
        Ok(())
    }
}

/// The program that all files belong to. Interning it hashes its search paths, so it is a query.
#[salsa::db]
trait Programs: ty_python_core::Db {
    fn settings(&self) -> &ProgramSettings;
}

#[salsa::tracked(returns(copy))]
fn program(db: &dyn Programs) -> Program<'_> {
    Program::from_settings(db, db.settings().clone())
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Programs for Database {
    fn settings(&self) -> &ProgramSettings {
        &self.program
    }
}

#[salsa::db]
impl ruff_db::Db for Database {
    fn vendored(&self) -> &VendoredFileSystem {
        &self.vendored
    }
    fn system(&self) -> &dyn System {
        &self.system
    }
    fn files(&self) -> &Files {
        &self.files
    }
}

#[salsa::db]
impl ty_module_resolver::Db for Database {}

#[salsa::db]
impl ty_python_core::Db for Database {
    fn should_check_file(&self, file: File) -> bool {
        !file.path(self).is_vendored_path()
    }
}

#[salsa::db]
impl ty_python_semantic::Db for Database {
    fn check_file(&self, file: File) -> Vec<Diagnostic> {
        check_file_unwrap(self, self.program_file(file))
    }
    fn program_file(&self, file: File) -> ProgramFile<'_> {
        program(self).program_file(self, file)
    }
    fn python_version_with_source(&self, _file: File) -> &PythonVersionWithSource {
        &self.program.python_version
    }
    fn rule_selection(&self, _file: File) -> &RuleSelection {
        &self.rules
    }
    fn lint_registry(&self) -> &LintRegistry {
        default_lint_registry()
    }
    fn analysis_settings(&self, _file: File) -> &AnalysisSettings {
        &self.analysis
    }
    fn verbose(&self) -> bool {
        false
    }
    fn is_open_file(&self, _file: File) -> bool {
        false
    }
    fn dyn_clone(&self) -> Box<dyn ty_python_semantic::Db> {
        Box::new(self.clone())
    }
}
