//! libbwp for Rust, with the standard library alone: copy this file, and `mod bwp;`.
//!
//! What is asked is JSON: an `Object`, a `serde_json::Value`, or any text.  What is answered needs no reader of JSON.
//! Threads may share a `Client`.
use std::ffi::{CStr, CString};
use std::fmt::{self, Display, Write};
use std::os::raw::{c_char, c_int, c_void};
use std::ptr;

#[link(name = "bwp")]
extern "C" {
    fn bwp_client_new_json(config: *const c_char, errbuf: *mut c_char) -> *mut c_void;
    fn bwp_client_free(client: *mut c_void);
    fn bwp_call(
        client: *mut c_void,
        operation: *const c_char,
        arguments: *const c_char,
        result: *mut *mut c_void,
    ) -> c_int;
    fn bwp_result_free(result: *mut c_void);
    fn bwp_status_name(status: c_int) -> *const c_char;
    fn bwp_state_name(state: c_int) -> *const c_char;
    fn bwp_result_status(result: *const c_void) -> c_int;
    fn bwp_result_message(result: *const c_void) -> *const c_char;
    fn bwp_result_field(result: *const c_void) -> *const c_char;
    fn bwp_result_order_id(result: *const c_void) -> *const c_char;
    fn bwp_result_client_token(result: *const c_void) -> *const c_char;
    fn bwp_result_retry_is_safe(result: *const c_void) -> bool;
    fn bwp_result_awaits_payment(result: *const c_void) -> bool;
    fn bwp_result_package_count(result: *const c_void) -> usize;
    fn bwp_result_package(result: *const c_void, index: usize) -> *const c_void;
    fn bwp_package_id(package: *const c_void) -> *const c_char;
    fn bwp_package_name(package: *const c_void) -> *const c_char;
    fn bwp_package_status(package: *const c_void) -> *const c_char;
    fn bwp_package_state(package: *const c_void) -> c_int;
    fn bwp_package_bandwidth_mbps(package: *const c_void) -> u32;
    fn bwp_package_area_a(package: *const c_void) -> *const c_char;
    fn bwp_package_area_b(package: *const c_void) -> *const c_char;
    fn bwp_package_expires_at(package: *const c_void) -> *const c_char;
    fn bwp_package_bound_to(package: *const c_void) -> *const c_char;
    fn bwp_package_json(package: *const c_void) -> *const c_char;
}

/// A bandwidth package, as the provider described it.
#[derive(Clone, Debug)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub status: String,
    pub state: String,
    pub bandwidth_mbps: u32,
    pub area_a: String,
    pub area_b: String,
    pub expires_at: String,
    pub bound_to: String,
    /// All the provider said.
    pub json: String,
}

/// What is known about one call.
#[derive(Clone, Debug)]
pub struct Answer {
    /// "ok", or why.  Not "ok" although done: it was bought, and what `field` names was not done besides.
    pub status: String,
    pub message: String,
    pub field: String,
    pub order_id: String,
    pub client_token: String,
    pub retry_is_safe: bool,
    pub awaits_payment: bool,
    pub packages: Vec<Package>,
}

#[derive(Debug)]
pub enum Error {
    /// There can be no client, and this sentence says why.
    NoClient(String),
    /// It did not happen: it never left this machine, or the provider refused it.
    NotDone(Box<Answer>),
    /// It may have happened, and may be billed: ask again with its `client_token` if its `retry_is_safe`.
    Unknown(Box<Answer>),
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoClient(sentence) => write!(f, "no client: {sentence}"),
            Error::NotDone(answer) => write!(f, "not done: {}", answer.message),
            Error::Unknown(answer) => write!(f, "unknown: {}", answer.message),
        }
    }
}

impl std::error::Error for Error {}

/// A copy of a text of the library, which is never NULL.
unsafe fn text(pointer: *const c_char) -> String {
    CStr::from_ptr(pointer).to_string_lossy().into_owned()
}

unsafe fn read_package(package: *const c_void) -> Package {
    Package {
        id: text(bwp_package_id(package)),
        name: text(bwp_package_name(package)),
        status: text(bwp_package_status(package)),
        state: text(bwp_state_name(bwp_package_state(package))),
        bandwidth_mbps: bwp_package_bandwidth_mbps(package),
        area_a: text(bwp_package_area_a(package)),
        area_b: text(bwp_package_area_b(package)),
        expires_at: text(bwp_package_expires_at(package)),
        bound_to: text(bwp_package_bound_to(package)),
        json: text(bwp_package_json(package)),
    }
}

unsafe fn read_result(result: *const c_void) -> Answer {
    let packages = 0..bwp_result_package_count(result);
    Answer {
        status: text(bwp_status_name(bwp_result_status(result))),
        message: text(bwp_result_message(result)),
        field: text(bwp_result_field(result)),
        order_id: text(bwp_result_order_id(result)),
        client_token: text(bwp_result_client_token(result)),
        retry_is_safe: bwp_result_retry_is_safe(result),
        awaits_payment: bwp_result_awaits_payment(result),
        packages: packages
            .map(|i| read_package(bwp_result_package(result, i)))
            .collect(),
    }
}

/// A provider and a pair of keys.
pub struct Client(*mut c_void);

unsafe impl Send for Client {}
unsafe impl Sync for Client {} // calls may run at the same time

impl Drop for Client {
    fn drop(&mut self) {
        unsafe { bwp_client_free(self.0) }
    }
}

/// JSON, or nothing, which is refused, where there is a NUL in it: C would see the text end there.
fn c_text(json: impl Display) -> CString {
    CString::new(json.to_string()).unwrap_or_default()
}

impl Client {
    pub fn new(config: impl Display) -> Result<Client, Error> {
        let mut problem = [0 as c_char; 256];
        let client = unsafe { bwp_client_new_json(c_text(config).as_ptr(), problem.as_mut_ptr()) };
        if client.is_null() {
            return Err(Error::NoClient(unsafe { text(problem.as_ptr()) }));
        }
        Ok(Client(client))
    }

    /// Every operation of `bwp_call_json()`, with the fields that bwp.h lists.
    pub fn call(&self, operation: &str, fields: impl Display) -> Result<Answer, Error> {
        let (operation, fields, mut result) = (c_text(operation), c_text(fields), ptr::null_mut());
        let (outcome, answer) = unsafe {
            let outcome = bwp_call(self.0, operation.as_ptr(), fields.as_ptr(), &mut result);
            let answer = read_result(result);
            bwp_result_free(result);
            (outcome, answer)
        };
        match outcome {
            0 => Ok(answer),
            1 => Err(Error::NotDone(answer.into())),
            _ => Err(Error::Unknown(answer.into())),
        }
    }

    pub fn create(&self, request: impl Display) -> Result<Answer, Error> {
        self.call("create", request)
    }
    pub fn list(&self, filter: impl Display) -> Result<Answer, Error> {
        self.call("list", filter)
    }
    pub fn wait(&self, id: &str, until: &str) -> Result<Answer, Error> {
        self.call("wait", Object::new().text("id", id).text("until", until))
    }
    pub fn delete(&self, id: &str) -> Result<Answer, Error> {
        self.call("delete", Object::new().text("id", id))
    }
}

/// A JSON object of texts and numbers; for more take serde_json.
#[derive(Clone, Default)]
pub struct Object(String);

impl Object {
    pub fn new() -> Object {
        Object::default()
    }

    pub fn text(self, key: &str, value: &str) -> Object {
        let mut quoted = String::from("\"");
        for c in value.chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                '\0'..='\x1f' => {
                    write!(quoted, "\\u{:04x}", c as u32).expect("a String takes it all")
                }
                _ => quoted.push(c),
            }
        }
        self.member(key, quoted + "\"")
    }

    pub fn number(self, key: &str, value: u32) -> Object {
        self.member(key, value)
    }

    fn member(mut self, key: &str, value: impl Display) -> Object {
        let comma = if self.0.is_empty() { "" } else { "," };
        write!(self.0, "{comma}\"{key}\":{value}").expect("a String takes it all");
        self
    }
}

impl Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.0)
    }
}
