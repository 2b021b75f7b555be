@NullMarked
package dev.neonflow.embedded.postgres;

import org.jspecify.annotations.NullMarked;
