/** Neon's own command line against the embedded Neon. */
@NullMarked
package dev.neonflow.embedded.conformance;

import org.jspecify.annotations.NullMarked;
