/** A map by this name that is one for the whole process; Next may load a module once per bundle. */
export function processMap<Value>(name: string): Map<string, Value> {
  const key = Symbol.for(`quorate.${name}`);
  if (!Reflect.has(globalThis, key)) Reflect.set(globalThis, key, new Map<string, Value>());
  return Reflect.get(globalThis, key);
}
