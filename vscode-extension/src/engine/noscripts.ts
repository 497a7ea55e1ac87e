/**
 * VS Code starts classic workers only, and Pyodide, as it is loaded, refuses those: it tells them by this function, which
 * nothing here needs. So this is imported first.
 */
self.importScripts = () => {
  throw new TypeError('The engine loads no scripts.');
};
