// Puts records into a network the way a form without script does.

import assert from "node:assert/strict";

let last = 0;

/** A fresh identifier of a submission: a ULID. */
export function submission() {
  const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const write = (number, length) => {
    let text = "";
    for (let place = 0; place < length; place++, number = Math.floor(number / 32)) text = digits[number % 32] + text;
    return text;
  };
  const random = Array.from({ length: 10 }, () => digits[Math.floor(Math.random() * 32)]).join("");
  return write(Date.now(), 10) + write(++last, 6) + random;
}

/** Sends a form to a server function; the answer, not followed. */
export function post(url, endpoint, fields, signal) {
  return fetch(`${url}/api/${endpoint}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { accept: "application/json" },
    redirect: "manual",
    signal,
  });
}

/** Adds an organisation; its identifier. */
export async function addOrganisation(url, draft) {
  const answer = await post(url, "save-organisation", {
    command: submission(),
    seen: "0",
    sure: "true",
    ...named({ kind: "school", ...draft }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

/** The names under which a form sends a draft. */
export function named(draft) {
  return Object.fromEntries(Object.entries(draft).map(([field, value]) => [`draft[${field}]`, value]));
}
