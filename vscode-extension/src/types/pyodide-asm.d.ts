declare module 'pyodide/pyodide.asm.mjs' {
  const create: (settings: object) => Promise<{ HEAP8: Int8Array; _malloc(size: number): number }>;
  export default create;
}
