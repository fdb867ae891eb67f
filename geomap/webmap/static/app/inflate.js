// Gunzip for browsers without DecompressionStream (RFC 1951, RFC 1952).

// Extra bits of length and distance codes, and from them the first value of each.
const LENGTH_BITS = Array.from({ length: 29 }, (_, i) => (i < 4 || i === 28 ? 0 : (i >> 2) - 1));
const DISTANCE_BITS = Array.from({ length: 30 }, (_, i) => (i < 2 ? 0 : (i >> 1) - 1));
const bases = (bits, first) => bits.map(((next) => (n) => { const base = next; next += 1 << n; return base; })(first));
const LENGTH_BASE = bases(LENGTH_BITS, 3);
LENGTH_BASE[28] = 258;
const DISTANCE_BASE = bases(DISTANCE_BITS, 1);
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// Canonical Huffman code: how many codes each length has, and the symbols in order of their codes.
function huffman(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) if (length) counts[length] += 1;
  const symbols = [...lengths.keys()].filter((i) => lengths[i]).sort((a, b) => lengths[a] - lengths[b] || a - b);
  return { counts, symbols };
}

export function inflate(bytes, start) {
  const out = new Uint8Array(new DataView(bytes.buffer).getUint32(bytes.length - 4, true)); // gzip ends with the size
  let at = start;
  let size = 0;
  let held = 0;
  let count = 0;

  const bits = (n) => {
    while (count < n) { held |= bytes[at++] << count; count += 8; }
    const value = held & ((1 << n) - 1);
    held >>>= n;
    count -= n;
    return value;
  };
  const decode = ({ counts, symbols }) => {
    for (let code = 0, first = 0, index = 0, length = 1; length < 16; length += 1) {
      code |= bits(1);
      if (code - counts[length] < first) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("damaged data");
  };
  const block = (literals, distances) => {
    for (let symbol = decode(literals); symbol !== 256; symbol = decode(literals)) {
      if (symbol < 256) { out[size++] = symbol; continue; }
      const length = LENGTH_BASE[symbol - 257] + bits(LENGTH_BITS[symbol - 257]);
      const far = decode(distances);
      const distance = DISTANCE_BASE[far] + bits(DISTANCE_BITS[far]);
      for (let i = 0; i < length; i += 1, size += 1) out[size] = out[size - distance];
    }
  };
  const dynamic = () => {
    const [literals, distances, known] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const codes = new Array(19).fill(0);
    for (let i = 0; i < known; i += 1) codes[CODE_ORDER[i]] = bits(3);
    const code = huffman(codes);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = decode(code);
      if (symbol < 16) { lengths.push(symbol); continue; }
      const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
      const times = symbol === 16 ? bits(2) + 3 : symbol === 17 ? bits(3) + 3 : bits(7) + 11;
      for (let i = 0; i < times; i += 1) lengths.push(value);
    }
    block(huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals)));
  };
  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = count = 0;
      const length = bytes[at] | (bytes[at + 1] << 8);
      out.set(bytes.subarray(at + 4, at + 4 + length), size);
      at += 4 + length;
      size += length;
    } else if (kind === 1) {
      block(huffman(new Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280)), huffman(new Array(30).fill(5)));
    } else if (kind === 2) dynamic();
    else throw new Error("damaged data");
  }
  return out;
}

export async function gunzip(bytes) {
  if (typeof DecompressionStream !== "function") return new TextDecoder().decode(inflate(bytes, 10));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
