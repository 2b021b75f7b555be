/** Connection URIs as Neon writes them. */
@NullMarked
package dev.neonflow.sdk.connectionuris;

import org.jspecify.annotations.NullMarked;
