//! Clock, random numbers, environment and files.
mod common;
use common::*;
use monty::{MountMode, Options, OsPolicy, Raise, Session, Value};
use std::path::PathBuf;
use std::{env, fs, process, thread};

fn under(policy: &OsPolicy) -> Session {
    with(Options::new().policy(policy))
}

/// A directory of the host with a file, removed in the end.
struct Room(PathBuf);
impl Room {
    fn new(name: &str) -> Room {
        let path = env::temp_dir().join(format!("monty_rust_{name}_{}", process::id()));
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("a.txt"), "host").unwrap();
        Room(path)
    }
}
impl Drop for Room {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn nothing_is_answered_at_first() {
    let policy = OsPolicy::builder().build().unwrap();
    let error = under(&policy).run_source("open('/x')").unwrap_err();
    assert_eq!(error.type_name(), "PermissionError");
}

#[test]
fn the_clock_stands() {
    let policy = OsPolicy::builder().fixed_clock(1000.0).build().unwrap();
    assert_eq!(under(&policy).run_source("import time\ntime.time()").unwrap(), Value::Float(1000.0));
    assert_eq!(under(&policy).run_source("import time\ntime.sleep(50)\ntime.time()").unwrap(), Value::Float(1050.0));
}

#[test]
fn seeds_repeat() {
    let policy = OsPolicy::builder().seed(42).build().unwrap();
    let draw = || under(&policy).run_source("import random\nrandom.random()").unwrap();
    assert_eq!(draw(), draw());
}

#[test]
fn the_environment_is_given() {
    let policy = OsPolicy::builder().variable("LANG", "C").build().unwrap();
    let value = under(&policy).run_source("import os\n(os.environ['LANG'], 'PATH' in os.environ)").unwrap();
    assert_eq!(value, ("C", false).into());
    let policy = OsPolicy::builder().empty_environment().build().unwrap();
    assert_eq!(under(&policy).run_source("import os\nlen(os.environ)").unwrap(), Value::Int(0));
}

#[test]
fn files_in_memory_are_shared_with_the_host() {
    let policy = OsPolicy::builder().mount_memory("/w", 0).file("/w/in.txt", "abc").build().unwrap();
    under(&policy).run_source("open('/w/out.txt', 'w').write(open('/w/in.txt').read().upper())").unwrap();
    assert_eq!(policy.read_file("/w/out.txt").unwrap(), b"ABC");
    assert_eq!(policy.list("/w").unwrap(), ["in.txt", "out.txt"]);
    assert!(policy.read_file("/w/none").is_err());
}

#[test]
fn the_quota_holds() {
    let policy = OsPolicy::builder().mount_memory("/w", 4096).build().unwrap();
    let error = under(&policy).run_source("f = open('/w/big', 'wb')\nf.write(b'x' * 10000)\nf.close()").unwrap_err();
    assert!(error.message().contains("No space left"), "{error}");
}

#[test]
fn mounts_have_modes() {
    let room = Room::new("modes");
    let write = "open('/d/a.txt', 'w').write('program')";
    let policy = |mode| OsPolicy::builder().mount("/d", &room.0, mode, 0).build().unwrap();
    let read_only = policy(MountMode::ReadOnly);
    assert_eq!(under(&read_only).run_source("open('/d/a.txt').read()").unwrap(), Value::from("host"));
    assert!(under(&read_only).run_source(write).is_err());
    let copy = policy(MountMode::CopyOnWrite);
    under(&copy).run_source(write).unwrap();
    assert_eq!(copy.read_file("/d/a.txt").unwrap(), b"program");
    assert_eq!(fs::read(room.0.join("a.txt")).unwrap(), b"host");
    under(&policy(MountMode::ReadWrite)).run_source(write).unwrap();
    assert_eq!(fs::read(room.0.join("a.txt")).unwrap(), b"program");
}

#[test]
fn nothing_outside_is_reached() {
    let room = Room::new("outside");
    std::os::unix::fs::symlink("/etc", room.0.join("etc")).unwrap();
    let policy = OsPolicy::builder().mount("/d", &room.0, MountMode::ReadWrite, 0).build().unwrap();
    for path in ["/d/../etc/passwd", "/d/etc/passwd", "/etc/passwd"] {
        let mut session = under(&policy);
        session.set("path", path).unwrap();
        assert!(session.run_source("open(path).read()").is_err(), "{path}");
    }
}

#[test]
fn mistakes_are_told_by_build() {
    assert!(OsPolicy::builder().mount("/d", "/no/such/directory", MountMode::ReadOnly, 0).build().is_err());
    assert!(OsPolicy::builder().variable("A\0", "").seed(1).build().is_err());
}

#[test]
fn the_host_answers_the_rest() {
    let options = Options::new().on_os_call(|call| match call.name() {
        "read_file" => Some(Err(Raise::new("FileNotFoundError", ""))),
        "getcwd" => Some(Ok("/home".into())),
        _ => None,
    });
    let mut session = with(options);
    assert_eq!(session.run_source("import os\nos.getcwd()").unwrap(), Value::from("/home"));
    assert_eq!(session.run_source("open('/x')").unwrap_err().type_name(), "FileNotFoundError");
    assert_eq!(session.run_source("os.listdir('/')").unwrap_err().type_name(), "PermissionError");
}

#[test]
fn one_policy_serves_many_threads() {
    let policy = OsPolicy::builder().mount_memory("/w", 0).build().unwrap();
    let threads: Vec<_> = (0..6)
        .map(|i| {
            let policy = policy.clone();
            thread::spawn(move || {
                let mut session = under(&policy);
                session.set("i", i).unwrap();
                session.run_source("for k in range(20): open(f'/w/{i}_{k}', 'w').write(str(k))").unwrap();
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!(policy.list("/w").unwrap().len(), 120);
}
