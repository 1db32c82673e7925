//! Text as it is compared: without case, accents and punctuation.

/// The text's letters and digits in lower case and without diacritics; anything else becomes one blank.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            for c in c.to_lowercase() {
                match plain(c) {
                    "" => folded.push(c),
                    plain => folded.push_str(plain),
                }
            }
        } else if !skipped(c) && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded.drain(..folded.len() - folded.trim_start().len());
    folded
}

/// A letter as it is written in plain Latin ones, large or small as it is; none where there is no such way.
pub fn latin(letter: char) -> Option<String> {
    if letter.is_ascii() {
        return Some(letter.into());
    }
    if skipped(letter) {
        return Some(String::new());
    }
    let small: String = letter.to_lowercase().map(plain).collect();
    let mut letters = small.chars();
    let first = letters.next()?;
    let first = match letter.is_uppercase() {
        true => first.to_ascii_uppercase(),
        false => first,
    };
    Some(std::iter::once(first).chain(letters).collect())
}

/// Marks that belong to a letter or stand within a word: `Qur'an`, `Ma’arif`.
fn skipped(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '\u{300}'..='\u{36F}')
}

/// Latin letters with diacritics, as they are written without; empty for all others.
fn plain(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_marks_do_not_count() {
        assert_eq!(
            fold("  SMK  \"Ma’arif\" Çelebi-2 (Ø) "),
            "smk maarif celebi 2 o"
        );
        assert_eq!(fold("e\u{301}cole Straße"), "ecole strasse");
        assert_eq!(fold("東京 大学"), "東京 大学");
    }

    #[test]
    fn letters_keep_their_size_without_their_marks() {
        let plain: String = "Łódź Še\u{301}東".chars().filter_map(latin).collect();
        assert_eq!(plain, "Lodz Se");
        assert_eq!(latin('東'), None);
    }

    #[test]
    fn nothing_is_left_of_marks_alone() {
        assert_eq!(fold(" - "), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
