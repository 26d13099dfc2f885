import * as z from "zod";

// Compiled checks need eval, which the content policy refuses: zod would try it, and be refused, on every page.
z.config({ jitless: true });
