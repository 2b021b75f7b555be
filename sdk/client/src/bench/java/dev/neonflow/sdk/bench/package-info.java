/** What the client costs, measured by hand with {@code -Pbench}. */
@NullMarked
package dev.neonflow.sdk.bench;

import org.jspecify.annotations.NullMarked;
