/** The credentials of the application that asks for a token. */
export interface ClientCredentials {
  readonly id: string | undefined;
  readonly secret: string | undefined;
}

/** Reads the application's credentials from a Basic header or from the form. */
export function readClient(authorization: string | null, form: URLSearchParams): ClientCredentials {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined)
    return {
      id: form.get('client_id') ?? undefined,
      secret: form.get('client_secret') ?? undefined,
    };
  const text = decodeBase64(basic);
  const colon = text.indexOf(':');
  if (colon < 0) return { id: undefined, secret: undefined };
  return { id: decodeForm(text.slice(0, colon)), secret: decodeForm(text.slice(colon + 1)) };
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
  } catch {
    return '';
  }
}

/** Both halves are form-encoded before they are joined (RFC 6749, 2.3.1); clients that do not encode send plain text. */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
