"use client";
import { NextIntlClientProvider } from "next-intl";
import { type ReactNode, useMemo } from "react";

export interface MessagesProviderProps {
  locale: string;
  timeZone: string;
  now: Date;
  /** All messages of the language as JSON text, which travels whole; an object would be put together value by value. */
  messages: string;
  children: ReactNode;
}

/** The language of everything inside. */
export function MessagesProvider({ messages, ...rest }: MessagesProviderProps) {
  const read = useMemo(() => JSON.parse(messages), [messages]);
  return <NextIntlClientProvider messages={read} {...rest} />;
}
