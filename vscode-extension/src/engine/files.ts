/** One archive of many files: 4 bytes of index length (little endian), the index as JSON, then the contents one after another. */
export type Packed = { files: [path: string, size: number][] };

export function pack(files: [path: string, content: Uint8Array][]): Uint8Array {
  const index = new TextEncoder().encode(
    JSON.stringify({ files: files.map(([path, content]) => [path, content.length]) } satisfies Packed),
  );
  const whole = new Uint8Array(4 + index.length + files.reduce((sum, [, content]) => sum + content.length, 0));
  new DataView(whole.buffer).setUint32(0, index.length, true);
  whole.set(index, 4);
  let at = 4 + index.length;
  for (const [, content] of files) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}

export function* unpack(whole: Uint8Array): Generator<[path: string, content: Uint8Array]> {
  const size = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + size))) as Packed;
  let at = 4 + size;
  for (const [path, length] of index.files) {
    yield [path, whole.subarray(at, at + length)];
    at += length;
  }
}
