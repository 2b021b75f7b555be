/** A typed client of Neon's management API. Start at {@link dev.neonflow.sdk.Neon}. */
@NullMarked
package dev.neonflow.sdk;

import org.jspecify.annotations.NullMarked;
