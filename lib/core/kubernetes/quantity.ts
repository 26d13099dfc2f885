const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity such as `7910m` or `32784260Ki` in its base unit; null where it is none. */
export function quantity(text: string | null | undefined): number | null {
  const [, number = "", suffix = ""] =
    /^([+-]?\d{1,18}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,2})?)([A-Za-z]{0,2})$/.exec(text ?? "") ?? [];
  const factor = FACTORS[suffix];
  return number === "" || factor === undefined ? null : Number(number) * factor;
}
