export { newSigningKeyPair, type SigningKeyPair, signAccessToken } from "./access-token.ts";
export {
  type Authenticator,
  type AuthenticatorOptions,
  type CredentialLookup,
  type CredentialOwner,
  createAuthenticator,
} from "./authenticator.ts";
export {
  createKeyring,
  type EncryptionKeys,
  encryptionKeysSetting,
  type Keyring,
  newEncryptionKey,
  secretContextOf,
} from "./keyring.ts";
export { apiTokenPrefixOf, hashOf, isSameHash, newApiToken, newRefreshToken } from "./opaque-token.ts";
export {
  createServiceIdentity,
  newServiceKeys,
  privateKeySetting,
  publicKeysSetting,
  type ServiceIdentity,
} from "./service-identity.ts";
export { ClientTlsConfig, clientTlsOf, ServerTlsConfig, serverTlsOf } from "./tls-config.ts";
