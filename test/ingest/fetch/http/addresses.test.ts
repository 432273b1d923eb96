import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { openedBy, specialUse } from '../../../../src/ingest/fetch/http/addresses.ts'

describe('S12: addresses that are not the public internet', () => {
  const special = [
    ['0.0.0.0', 'this network'], ['0.1.2.3', 'this network'], ['10.0.0.1', 'private'], ['10.255.255.255', 'private'],
    ['100.64.0.1', 'carrier-grade'], ['100.100.100.200', 'carrier-grade'], ['127.0.0.1', 'loopback'], ['127.255.255.254', 'loopback'],
    ['168.63.129.16', 'metadata'], ['169.254.169.254', 'link-local'], ['172.16.0.1', 'private'], ['172.31.255.255', 'private'],
    ['192.0.0.192', 'protocols'], ['192.0.2.1', 'documentation'], ['192.88.99.1', '6to4'], ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarks'], ['198.51.100.1', 'documentation'], ['203.0.113.1', 'documentation'], ['224.0.0.251', 'multicast'],
    ['239.255.255.250', 'multicast'], ['240.0.0.1', 'reserved'], ['255.255.255.255', 'reserved'],
    ['::', 'this network'], ['::1', 'loopback'], ['::7f00:1', 'IPv4 address in IPv6'], ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'], ['::ffff:169.254.169.254', 'link-local'], ['::ffff:8.8.8.8', 'IPv4 address in IPv6'],
    ['64:ff9b::7f00:1', 'NAT64'], ['64:ff9b:1::a00:1', 'NAT64'], ['100::1', 'not a public'], ['2001::7f00:1', 'Teredo'],
    ['2001:2::1', 'protocols'], ['2001:10::1', 'protocols'], ['2001:db8::1', 'documentation'], ['2002:7f00:1::', '6to4'],
    ['3fff::1', 'documentation'], ['5f00::1', 'not a public'], ['fc00::1', 'private'], ['fd12:3456::1', 'private'],
    ['fe80::1', 'link-local'], ['fe80::1%eth0', 'link-local'], ['fec0::1', 'not a public'], ['ff02::1', 'multicast'],
    ['4000::1', 'not a public'], ['example.org', 'no IP address'], ['', 'no IP address'],
  ] as const
  for (const [address, what] of special) {
    it(`${address} is ${what}`, () => assert.match(specialUse(address) ?? 'public', new RegExp(what, 'u')))
  }
})

describe('public addresses', () => {
  const open = ['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.255.255']
  open.push('172.15.255.255', '172.32.0.0', '192.167.255.255', '198.17.255.255', '198.20.0.0', '223.255.255.255', '2606:4700::1111', '2a00:1450::8a')
  for (const address of open) it(`${address} is one`, () => assert.equal(specialUse(address), null))
})

describe('fetch.allowPrivate', () => {
  const opened = openedBy(['192.168.1.7', '10.1.0.0/16', 'fd00:1::/32', '[::1]', 'Feeds.LAN', 'not/an/address', '10.3.0.0/', '10.3.0.0/ ', '10.3.0.0/0x8', '10.3.0.0/8/8', '10.3.0.0/-1', '10.3.0.0/33'])
  const cases = [
    ['192.168.1.7', true], ['192.168.1.8', false], ['10.1.255.255', true], ['10.2.0.0', false], ['fd00:1::5', true], ['fd00:2::5', false],
    ['::1', true], ['8.8.8.8', false], ['10.3.0.1', false], ['127.0.0.1', false],
  ] as const
  for (const [address, expect] of cases) it(`${expect ? 'opens' : 'does not open'} ${address}`, () => assert.equal(opened.address(address), expect))
  for (const name of ['feeds.lan', 'FEEDS.lan.']) it(`opens the host ${name}`, () => assert.ok(opened.host(name)))
  for (const name of ['lan', 'x.feeds.lan', 'feeds.lan.example']) it(`does not open the host ${name}`, () => assert.ok(!opened.host(name)))
})
