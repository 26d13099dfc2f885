/**
 * One value per process. Next may load the same module once per bundle, which would give every route its own
 * rate limiter and its own password queue.
 */
export function processWide<Value>(name: string, make: () => Value): Value {
  const key = Symbol.for(`quorate.${name}`);
  if (!Reflect.has(globalThis, key)) Reflect.set(globalThis, key, make());
  return Reflect.get(globalThis, key);
}
