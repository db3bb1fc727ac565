// Stands in for the browser code of features that are off (lib/config/features.ts): a component shows nothing, a hook does nothing.
module.exports = new Proxy({}, { get: (_, name) => (name === '__esModule' ? true : () => null) });
