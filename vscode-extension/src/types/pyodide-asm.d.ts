declare module 'pyodide/pyodide.asm.mjs' {
  const create: import('../engine/boot').Create;
  export default create;
}
