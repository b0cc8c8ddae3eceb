//! One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.
#[allow(dead_code)] // not all of the binding is used here
mod bwp;

use bwp::{Client, Error, Object};
use std::{env, fs::File, io::Read, process::ExitCode};

type Any = Box<dyn std::error::Error + Send + Sync>;

/// A token nobody else has: 128 random bits.
fn new_token() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Asks until the answer is clear; the same token is the same purchase.
fn buy(client: &Client, request: Object) -> Result<String, Any> {
    let request = request.text("client_token", &new_token()?); // store it where a crash does not reach it, then call
    let mut asks_left = 3;
    loop {
        asks_left -= 1;
        match client.create(&request) {
            Err(Error::Unknown(lost)) => {
                println!("unknown: {}", lost.message);
                if !lost.retry_is_safe || asks_left == 0 {
                    return Err(Error::Unknown(lost).into());
                }
            }
            answer => return Ok(answer?.packages.remove(0).id),
        }
    }
}

fn live() -> Result<(), Any> {
    // one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
    let config = Object::new()
        .text("provider", "baidu")
        .text("endpoint", &env::var("BWP_ENDPOINT").unwrap_or_default())
        .number("max_attempts", 1);
    let request = Object::new()
        .text("name", "life")
        .number("bandwidth_mbps", 20)
        .text("area_a", "china")
        .text("area_b", "asia-pacific")
        .text("billing", "postpaid");
    let client = Client::new(config)?;
    let id = buy(&client, request)?;
    println!("bought {id}");
    for p in client.wait(&id, "ready")?.packages {
        println!(
            "{}: {} Mbit/s, {} to {}",
            p.state, p.bandwidth_mbps, p.area_a, p.area_b
        );
    }
    for p in client.list(Object::new().text("name", "life"))?.packages {
        println!("listed {}", p.id);
    }
    client.delete(&id)?;
    println!("deleted {id}");
    match client.delete(&id) {
        Err(Error::NotDone(refused)) => {
            println!("not done: {} [{}]", refused.message, refused.status)
        }
        other => drop(other?),
    }
    Ok(())
}

fn main() -> ExitCode {
    match live() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            if let Some(Error::Unknown(lost)) = problem.downcast_ref() {
                eprintln!("perhaps bought, with client_token {}", lost.client_token);
                return ExitCode::from(2);
            }
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
