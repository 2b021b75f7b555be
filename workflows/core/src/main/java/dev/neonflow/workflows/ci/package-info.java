@NullMarked
package dev.neonflow.workflows.ci;

import org.jspecify.annotations.NullMarked;
