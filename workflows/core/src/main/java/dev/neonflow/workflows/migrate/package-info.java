@NullMarked
package dev.neonflow.workflows.migrate;

import org.jspecify.annotations.NullMarked;
