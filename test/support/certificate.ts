// Self-signed certificates made on the spot (X.509 v3, Ed25519), so that no key lies in the repository and nothing has to be installed.

import { generateKeyPairSync, sign } from 'node:crypto'

export interface Certified {
  readonly cert: string // PEM
  readonly key: string // PEM
}

/**
 * A certificate for 127.0.0.1 or another host.
 * @param names.host  a DNS name; null: the address 127.0.0.1
 * @see RFC 5280 section 4.1
 */
export function selfSigned({ host = null, until = '20991231000000Z' }: { readonly host?: string | null; readonly until?: string } = {}): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const algorithm = sequence(tlv(0x06, Buffer.from('2b6570', 'hex')))
  const name = sequence(tlv(0x31, sequence(tlv(0x06, Buffer.from('550403', 'hex')), tlv(0x0c, Buffer.from('test only')))))
  const subject = host === null ? tlv(0x87, Buffer.from([127, 0, 0, 1])) : tlv(0x82, Buffer.from(host))
  const alternativeName = sequence(tlv(0x06, Buffer.from('551d11', 'hex')), tlv(0x04, sequence(subject)))
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))), // version 3
    tlv(0x02, Buffer.from([1])), // serial number
    algorithm,
    name,
    sequence(tlv(0x18, Buffer.from('20200101000000Z')), tlv(0x18, Buffer.from(until))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(alternativeName)),
  )
  const certificate = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), sign(null, body, privateKey)])))
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
}

/** Tag, length, value: an element of DER. */
function tlv(tag: number, value: Buffer): Buffer {
  const length = value.length < 128 ? [value.length] : [0x82, value.length >> 8, value.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), value])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts))
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/gu, '$&\n')}\n-----END CERTIFICATE-----\n`
}
