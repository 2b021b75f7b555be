/** Operations: what Neon does after it has answered, and waiting for it. */
@NullMarked
package dev.neonflow.sdk.operations;

import org.jspecify.annotations.NullMarked;
