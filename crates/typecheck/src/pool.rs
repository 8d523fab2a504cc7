// SPDX-License-Identifier: MIT
//! Warm checkers. Each is a thread with a large stack and a database; a check takes one, or makes one, and gives it back
//! unless the check panicked or overran its time. A child of `fork` starts with none, because threads stay behind.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, TryLockError};
use std::time::{Duration, Instant};

use salsa::{CancellationToken, Cancelled, Database as _};

use crate::check::{Findings, Request, check};
use crate::database::Database;
use crate::memory::{Gate, exceeded, guard};

/// Reserved, not used: pages become memory when the stack grows into them.
const STACK: usize = 256 << 20;
/// What programs leave behind in a database is not all given back, so after so many checks it is made anew.
const CHECKS: u32 = 250;
/// Checkers that wait for work.
const IDLE: usize = 8;
/// How long a cancelled check has to notice.
const GRACE: Duration = Duration::from_millis(500);

pub enum Outcome {
    Done(Findings),
    OutOfTime,
    OutOfMemory,
    Failed(String),
}

enum Failure {
    OutOfMemory,
    Other(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Other(message)
    }
}

type Answer = Result<Findings, Failure>;

struct Checker {
    requests: SyncSender<Request>,
    answers: Receiver<Answer>,
    /// Of the check under way; the database, and so its token, may be made anew for each.
    token: Arc<Mutex<Option<CancellationToken>>>,
    gate: Arc<Gate>,
    process: u32,
    /// Of the stubs and modules of its last check: another with the same finds most of its work done.
    provided: u64,
}

/// Threads of checks that did not notice that they were cancelled: they stand still, or will.
static LEFT_BEHIND: AtomicUsize = AtomicUsize::new(0);
const MAX_LEFT_BEHIND: usize = 8;

static IDLE_CHECKERS: Mutex<Vec<Checker>> = Mutex::new(Vec::new());

impl Checker {
    fn start(stubs: &'static [u8]) -> std::io::Result<Self> {
        let (requests, inbox) = sync_channel::<Request>(1);
        let (outbox, answers) = sync_channel::<Answer>(1);
        let token = Arc::new(Mutex::new(None));
        let shared = token.clone();
        let gate = Arc::new(Gate::default());
        let gate_here = gate.clone();
        std::thread::Builder::new().name("typecheck".into()).stack_size(STACK).spawn(move || {
            let mut warm: Option<(Database, u32)> = None;
            while let Ok(request) = inbox.recv() {
                let answer = quietly(|| serve(stubs, &mut warm, &request, &shared, &gate_here));
                if outbox.send(answer).is_err() {
                    break;
                }
            }
            if gate_here.closed.load(Ordering::SeqCst) {
                LEFT_BEHIND.fetch_sub(1, Ordering::SeqCst);
            }
        })?;
        Ok(Self { requests, answers, token, gate, process: std::process::id(), provided: 0 })
    }
}

impl Checker {
    /// None: the time is over, or the check was stopped for good.
    fn wait(&self, time: Duration) -> Option<Answer> {
        let start = Instant::now();
        loop {
            let left = time.saturating_sub(start.elapsed());
            match self.answers.recv_timeout(left.min(Duration::from_millis(50))) {
                Ok(answer) => return Some(answer),
                Err(RecvTimeoutError::Disconnected) => return Some(Err(Failure::Other("the checker has ended".into()))),
                Err(RecvTimeoutError::Timeout) if left.is_zero() || self.gate.out_of_memory.load(Ordering::SeqCst) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// A check on the warm database, which is forgotten when the check does not end well.
fn serve(
    stubs: &'static [u8],
    warm: &mut Option<(Database, u32)>,
    request: &Request,
    token: &Mutex<Option<CancellationToken>>,
    gate: &Gate,
) -> Answer {
    let (mut db, used) = match warm.take() {
        Some((db, used)) if used < CHECKS => (db, used),
        _ => (Database::new(stubs)?, 0),
    };
    *token.lock().map_err(|e| e.to_string())? = Some(db.cancellation_token());
    let token_here = db.cancellation_token();
    let findings = guard(&token_here, gate, || check(&mut db, request))?;
    *token.lock().map_err(|e| e.to_string())? = None;
    *warm = Some((db, used + 1));
    Ok(findings)
}

/// Panics become errors.
fn quietly(work: impl FnOnce() -> Answer) -> Answer {
    static HOOK: OnceLock<()> = OnceLock::new();
    HOOK.get_or_init(|| {
        // What this library's panics say is in the reports; nothing is printed.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some("typecheck") {
                before(info);
            }
        }));
    });
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        if exceeded() {
            return Err(Failure::OutOfMemory);
        }
        Err(Failure::Other(if payload.is::<Cancelled>() {
            "the check was cancelled".to_string()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else {
            payload.downcast_ref::<&str>().map_or_else(|| "the checker panicked".to_string(), |text| (*text).to_string())
        }))
    })
}

/// The idle checkers, unless another thread has them at this moment, or had them when this process was forked.
fn idle<T>(work: impl FnOnce(&mut Vec<Checker>) -> T) -> Option<T> {
    match IDLE_CHECKERS.try_lock() {
        Ok(mut checkers) => Some(work(&mut checkers)),
        Err(TryLockError::Poisoned(e)) => Some(work(&mut e.into_inner())),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// Checks within `time`. `stubs` is the same archive in every call.
pub fn run(stubs: &'static [u8], request: Request, time: Duration) -> Outcome {
    if LEFT_BEHIND.load(Ordering::SeqCst) >= MAX_LEFT_BEHIND {
        return Outcome::Failed("too many earlier checks were stopped".into());
    }
    let here = std::process::id();
    let mut hasher = DefaultHasher::new();
    (&request.stubs, &request.modules).hash(&mut hasher);
    let provided = hasher.finish();
    let taken = idle(|checkers| {
        // The threads of others are the parent's.
        checkers.extract_if(.., |c| c.process != here).for_each(std::mem::forget);
        let same = checkers.iter().rposition(|c| c.provided == provided);
        same.map(|at| checkers.remove(at)).or_else(|| checkers.pop())
    });
    let mut checker = match taken.flatten().map_or_else(|| Checker::start(stubs), Ok) {
        Ok(checker) => checker,
        Err(e) => return Outcome::Failed(format!("no thread for the checker: {e}")),
    };
    checker.provided = provided;
    if checker.requests.send(request).is_err() {
        return Outcome::Failed("the checker has ended".into());
    }
    let answer = match checker.wait(time) {
        Some(answer) => answer,
        None => {
            if let Ok(Some(token)) = checker.token.lock().as_deref() {
                token.cancel();
            }
            let out_of_memory = checker.gate.out_of_memory.load(Ordering::SeqCst);
            match if out_of_memory { None } else { checker.wait(GRACE) } {
                Some(Ok(findings)) => Ok(findings),
                Some(Err(_)) => return Outcome::OutOfTime,
                None => {
                    LEFT_BEHIND.fetch_add(1, Ordering::SeqCst);
                    checker.gate.closed.store(true, Ordering::SeqCst);
                    return if out_of_memory { Outcome::OutOfMemory } else { Outcome::OutOfTime };
                }
            }
        }
    };
    match answer {
        Ok(findings) => {
            idle(|checkers| {
                if checkers.len() < IDLE {
                    checkers.push(checker);
                }
            });
            Outcome::Done(findings)
        }
        Err(Failure::OutOfMemory) => Outcome::OutOfMemory,
        Err(Failure::Other(message)) => Outcome::Failed(message),
    }
}
