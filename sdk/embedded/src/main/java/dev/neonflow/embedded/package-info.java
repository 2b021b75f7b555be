/**
 * An embedded Neon for tests and for work without an account: the management API over real
 * PostgreSQL, on loopback. Begin at {@link dev.neonflow.embedded.EmbeddedNeon}.
 */
@NullMarked
package dev.neonflow.embedded;

import org.jspecify.annotations.NullMarked;
