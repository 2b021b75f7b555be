/**
 * The control plane: what a project has, which changes Neon would allow, and the operations that
 * make them true. Knows nothing of HTTP, nor of PostgreSQL but through the data plane.
 */
@NullMarked
package dev.neonflow.embedded.control;

import org.jspecify.annotations.NullMarked;
