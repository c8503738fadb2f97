// Text that was typed and not yet sent, kept on this device under the name of one person.
const PREFIX = "boardplan:draft:";
const KEPT_FOR = 3 * 24 * 60 * 60 * 1000; // milliseconds: over a weekend, no longer

const ownPrefix = () => `${PREFIX}${document.body.dataset.user}:`;
const isSignedIn = () => Boolean(document.body.dataset.user);

// A browser may refuse storage altogether; then there is simply nothing kept.
function withStorage(action, otherwise) {
  try {
    return action(window.localStorage);
  } catch {
    return otherwise;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function keep(key, values) {
  if (!isSignedIn()) return;
  const entry = JSON.stringify({ at: Date.now(), values });
  withStorage((storage) => storage.setItem(ownPrefix() + key, entry));
}

export function kept(key) {
  if (!isSignedIn()) return null;
  const entry = withStorage((storage) => parse(storage.getItem(ownPrefix() + key)), null);
  return entry?.values ?? null;
}

export function forget(key) {
  withStorage((storage) => storage.removeItem(ownPrefix() + key));
}

function removeWhere(test) {
  withStorage((storage) => {
    Object.keys(storage)
      .filter((name) => name.startsWith(PREFIX) && test(name, parse(storage.getItem(name))))
      .forEach((name) => storage.removeItem(name));
  });
}

export function forgetAll() {
  removeWhere((name) => name.startsWith(ownPrefix()));
}

// Whoever signs in next at a shared laptop must not find it full of old text.
export function forgetOld(now = Date.now()) {
  removeWhere((_, entry) => !entry || now - entry.at > KEPT_FOR);
}
