"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiProblem } from "./api.ts";

const STALE_MS = 10_000;
const RETRIES = 2;

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // A refusal stays a refusal; only a server out of reach is worth another try.
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => !(error instanceof ApiProblem) && failures < RETRIES,
      },
    },
  });
}

/** Server data for everything below. */
export function QueryProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(makeClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
