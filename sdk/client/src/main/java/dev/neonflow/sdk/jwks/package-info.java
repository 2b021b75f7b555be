/** Keys that a project accepts tokens of. */
@NullMarked
package dev.neonflow.sdk.jwks;

import org.jspecify.annotations.NullMarked;
