import { describe, expect, test } from "bun:test";
import { checkAddresses } from "./address-guard.ts";
import { HttpAllowList } from "./allow-list.ts";
import { checkLiteralAddress } from "./guarded-lookup.ts";

const nothing = HttpAllowList.parse("");
const allowing = (text: string) => HttpAllowList.parse(text);

describe("checkAddresses", () => {
  test.each([
    ["127.0.0.1", "a loopback address"],
    ["127.255.255.254", "a loopback address"],
    ["0.0.0.0", "the unspecified address"],
    ["0.1.2.3", "the unspecified address"],
    ["10.0.0.1", "a private address"],
    ["172.16.0.1", "a private address"],
    ["172.31.255.255", "a private address"],
    ["192.168.1.1", "a private address"],
    ["169.254.169.254", "a link-local address"],
    ["100.64.0.1", "a carrier-grade NAT address"],
    ["100.100.100.200", "a carrier-grade NAT address"],
    ["168.63.129.16", "a cloud metadata address"],
    ["192.0.0.192", "a reserved address"],
    ["198.18.0.1", "a reserved address"],
    ["224.0.0.1", "a multicast address"],
    ["240.0.0.1", "a reserved address"],
    ["255.255.255.255", "a reserved address"],
    ["::1", "a loopback address"],
    ["::", "the unspecified address"],
    ["fd00:ec2::254", "a private address"],
    ["fe80::1", "a link-local address"],
    ["fe80::1%eth0", "a link-local address"],
    ["fec0::1", "a reserved address"],
    ["ff02::1", "a multicast address"],
    ["::ffff:127.0.0.1", "a loopback address"],
    ["::ffff:7f00:1", "a loopback address"],
    ["::ffff:a9fe:a9fe", "a link-local address"],
    ["::7f00:1", "a reserved address"],
    ["::ffff:0:7f00:1", "an IPv4-translated address"],
    ["64:ff9b::7f00:1", "a NAT64 address"],
    ["64:ff9b:1::7f00:1", "a NAT64 address"],
    ["2002:7f00:1::", "a 6to4 address"],
    ["2001:0:1::", "a Teredo address"],
    ["2001:db8::1", "a reserved address"],
    ["4000::1", "a reserved address"],
    ["not an address", "an address that is not understood"],
  ])("refuses %s: %s", (address, kind) => {
    expect(() => checkAddresses("name.example", [address], nothing)).toThrow(
      `name.example resolves to ${kind}, which targets may not reach unless the operator allows it`,
    );
  });

  test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "168.63.129.15", "2606:4700::1111", "::ffff:8.8.8.8"])(
    "lets %s pass",
    (address) => {
      expect(() => checkAddresses("name.example", [address], nothing)).not.toThrow();
    },
  );

  test("one bad address among good ones is enough", () => {
    expect(() => checkAddresses("name.example", ["8.8.8.8", "10.0.0.1"], nothing)).toThrow(
      "a private address",
    );
  });

  test.each([
    ["the network", "10.0.0.0/8", "10.1.2.3", true],
    ["another network", "10.0.0.0/8", "192.168.0.1", false],
    ["the network, in IPv6 clothing", "10.0.0.0/8", "::ffff:10.1.2.3", true],
    ["the NAT64 prefix", "64:ff9b::/96", "64:ff9b::808:808", true],
    ["the name", "name.example", "10.1.2.3", true],
    ["a name above it", "example", "169.254.169.254", true],
    ["another name", "ame.example", "10.1.2.3", false],
  ])("allowing %s (%s) lets %s pass: %p", (_, text, address, passes) => {
    const check = () => checkAddresses("name.example", [address], allowing(text));
    if (passes) expect(check).not.toThrow();
    else expect(check).toThrow("may not reach");
  });
});

describe("checkLiteralAddress", () => {
  test.each([
    ["decimal", "http://2130706433/"],
    ["hexadecimal", "http://0x7f000001/"],
    ["octal", "http://017700000001/"],
    ["octal parts", "http://0177.0.0.1/"],
    ["hexadecimal parts", "http://0x7f.0.0.0x1/"],
    ["two parts", "http://127.1/"],
    ["a trailing dot", "http://127.0.0.1./"],
    ["zero", "http://0/"],
    ["percent-encoding", "http://%31%32%37.0.0.1/"],
    ["full-width digits", "http://①②⑦.0.0.1/"],
    ["IPv6", "http://[::1]/"],
    ["long IPv6", "http://[0:0:0:0:0:0:0:1]/"],
    ["IPv4-mapped IPv6", "http://[::ffff:127.0.0.1]/"],
    ["IPv4-compatible IPv6", "http://[::127.0.0.1]/"],
    ["NAT64", "http://[64:ff9b::127.0.0.1]/"],
    ["the metadata address in decimal", "http://2852039166/"],
  ])("sees through %s: %s", (_, url) => {
    expect(() => checkLiteralAddress(new URL(url), nothing)).toThrow("which targets may not reach");
  });

  test.each(["http://8.8.8.8/", "http://[2606:4700::1111]/", "http://localhost/"])(
    "leaves %s alone",
    (url) => {
      expect(() => checkLiteralAddress(new URL(url), nothing)).not.toThrow();
    },
  );
});
