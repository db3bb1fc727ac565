/** What clients read to find their way: endpoints, grants, methods. Only what is there is named. */

import 'server-only';
import { ownAudience } from '../../config/clients';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { scopeNames } from '../../config/scopes';
import { signingAlgorithm } from '../../signing-key/keys';
import { grantTypes } from '../guards/token-grants';

/** Seconds that caches between us may keep it. */
export const metadataLifetime = 300;

/** RFC 8414 §2 */
export function authorizationServer() {
  const { origin } = env().appUrl;
  const methods = ['client_secret_basic', 'client_secret_post'];
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/api/oauth/token`,
    device_authorization_endpoint: `${origin}/api/oauth/device`,
    revocation_endpoint: `${origin}/api/oauth/revoke`,
    introspection_endpoint: `${origin}/api/oauth/introspect`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    scopes_supported: scopeNames,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: grantTypes,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', ...methods],
    revocation_endpoint_auth_methods_supported: ['none', ...methods],
    introspection_endpoint_auth_methods_supported: methods,
    authorization_response_iss_parameter_supported: true,
    dpop_signing_alg_values_supported: [signingAlgorithm],
    service_documentation: `${origin}/help/api`,
  };
}

/** RFC 9728 §2 */
export function protectedResource() {
  const { origin } = env().appUrl;
  return {
    resource: `${origin}${ownAudience}`,
    ...(isOn('tokens') ? { authorization_servers: [origin] } : {}),
    scopes_supported: scopeNames,
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: [signingAlgorithm],
    resource_documentation: `${origin}/help/api`,
  };
}
