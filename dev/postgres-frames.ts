/** What a client has said, cut into whole messages. */
export interface Frames {
  /** Takes in what came over the wire and returns the messages that are whole by now. */
  readonly read: (chunk: Buffer) => readonly Frame[];
}

/** One message of the PostgreSQL wire protocol, or one of the requests that come before it starts. */
export type Frame =
  | { readonly kind: 'encryptionRequest' }
  | { readonly kind: 'cancelRequest' }
  | { readonly kind: 'message'; readonly type: string; readonly bytes: Buffer };

const ENCRYPTION_REQUESTS = [80_877_103, 80_877_104];
const CANCEL_REQUEST = 80_877_102;

function firstFrame(bytes: Buffer): Frame {
  const code = bytes.readInt32BE(4);
  if (ENCRYPTION_REQUESTS.includes(code)) return { kind: 'encryptionRequest' };
  if (code === CANCEL_REQUEST) return { kind: 'cancelRequest' };
  return { kind: 'message', type: 'startup', bytes };
}

/** Reads one client's side of a connection. */
export function createFrames(): Frames {
  let rest = Buffer.alloc(0);
  let hasStarted = false;

  const next = (): Frame | undefined => {
    // Until the start-up message is through, messages have a length but no type.
    const typeLength = hasStarted ? 1 : 0;
    if (rest.length < typeLength + 4) return undefined;
    const length = typeLength + rest.readInt32BE(typeLength);
    if (rest.length < length) return undefined;
    const bytes = rest.subarray(0, length);
    rest = rest.subarray(length);
    if (hasStarted) return { kind: 'message', type: String.fromCharCode(bytes.readUInt8(0)), bytes };
    const frame = firstFrame(bytes);
    hasStarted = frame.kind === 'message';
    return frame;
  };

  return {
    read: (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      const frames: Frame[] = [];
      for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
      return frames;
    },
  };
}
