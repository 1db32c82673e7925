//! Turns the translations under `src/i18n/` into the `i18n` module. A key that one language lacks fails the build.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::{collections::BTreeSet, env, error::Error, fs, path::Path};

const LOCALES: [&str; 2] = ["id", "en"];
const FOLDER: &str = "src/i18n";

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo leptos build --split` asks for what the program is cut along.
    println!("cargo::rustc-check-cfg=cfg(split)");
    if env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("--emit-relocs")) {
        println!("cargo::rustc-cfg=split");
    }

    println!("cargo::rerun-if-changed={FOLDER}");
    let namespaces = namespaces(LOCALES[0])?;
    for locale in LOCALES {
        for namespace in &namespaces {
            let path = format!("{FOLDER}/{locale}/{namespace}.json");
            println!("cargo::rerun-if-changed={path}");
            let (here, there) = (
                keys(&path)?,
                keys(&format!("{FOLDER}/{}/{namespace}.json", LOCALES[0]))?,
            );
            if let Some(key) = here.symmetric_difference(&there).next() {
                return Err(format!("{path}: the translations differ in the key {key}").into());
            }
        }
    }

    let config = Config::new(LOCALES[0])
        .and_then(|config| config.add_locales(LOCALES[1..].iter()))
        .and_then(|config| config.add_namespaces(namespaces.iter()))
        .map_err(|error| error.to_string())?
        .parse_options(ParseOptions::new().interpolate_display(true))
        .locales_path(FOLDER);
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let parsed = parse_locales(Some(root.into()), config).map_err(|error| error.to_string())?;
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, true)
        .map_err(|error| error.to_string())?;
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("i18n.rs"),
        code.to_string(),
    )?;
    Ok(())
}

fn namespaces(locale: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(format!("{FOLDER}/{locale}"))? {
        let name = entry?
            .file_name()
            .into_string()
            .map_err(|_| "a file name is not UTF-8")?;
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn keys(path: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
    fn collect(value: &serde_json::Value, prefix: &str, keys: &mut BTreeSet<String>) {
        match value.as_object() {
            Some(object) => object
                .iter()
                .for_each(|(key, value)| collect(value, &format!("{prefix}.{key}"), keys)),
            None => drop(keys.insert(prefix.to_owned())),
        }
    }
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let value = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let mut keys = BTreeSet::new();
    collect(&value, "", &mut keys);
    Ok(keys)
}
