//! Finds libmonty (MONTY_LIB_DIR, then pkg-config), or builds it by CMake from the sources that this crate lies in.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn link(directory: &Path) {
    let archive = directory.join("libmonty.a");
    println!("cargo:rerun-if-changed={}", archive.display());
    println!("cargo:rustc-link-search=native={}", directory.display());
    if archive.exists() {
        println!("cargo:rustc-link-lib=static=monty");
        println!("cargo:rustc-link-lib=dylib=stdc++");
        println!("cargo:rustc-link-lib=dylib=m");
    } else {
        println!("cargo:rustc-link-lib=dylib=monty");
    }
}

/// Where an installed library lies, as pkg-config says.
fn installed() -> Option<PathBuf> {
    let output = Command::new("pkg-config").args(["--variable=libdir", "monty"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| PathBuf::from(text.trim()))
}

fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}

fn find(directory: &Path, name: &str) -> Option<PathBuf> {
    fs::read_dir(directory).ok()?.flatten().find_map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => find(&entry.path(), name),
        _ => (entry.file_name() == name).then(|| directory.to_owned()),
    })
}

/// Builds the archive in OUT_DIR, as the preset "portable" does.
fn build() -> PathBuf {
    let source = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../../..");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("build");
    assert!(source.join("CMakePresets.json").exists(), "no libmonty: set MONTY_LIB_DIR, or install it where pkg-config finds it");
    let jobs = env::var("NUM_JOBS").unwrap_or_else(|_| "2".into());
    // The sources need #embed: clang 19 or GCC 15. CC and CXX, where they are set, are CMake's to read.
    let clang = env::var_os("CXX").is_none() && Command::new("clang++-19").arg("--version").output().is_ok();
    let compilers = ["-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19"];
    run(Command::new("cmake")
        .args(compilers.iter().filter(|_| clang))
        .arg("--preset")
        .arg("portable")
        .args(["-DMONTY_TESTS=OFF", "-DMONTY_TYPECHECK=OFF", "-DMONTY_WERROR=OFF"])
        .arg("-B")
        .arg(&out)
        .current_dir(&source));
    run(Command::new("cmake").arg("--build").arg(&out).args(["--target", "monty_static", "-j", &jobs]));
    println!("cargo:rerun-if-changed={}", source.join("src").display());
    println!("cargo:rerun-if-changed={}", source.join("include").display());
    find(&out, "libmonty.a").expect("CMake made no libmonty.a")
}

fn main() {
    println!("cargo:rerun-if-env-changed=MONTY_LIB_DIR");
    println!("cargo:rerun-if-changed=build.rs");
    let directory = env::var_os("MONTY_LIB_DIR").map(PathBuf::from).or_else(installed).unwrap_or_else(build);
    link(&directory);
}
