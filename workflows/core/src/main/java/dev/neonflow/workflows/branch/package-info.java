@NullMarked
package dev.neonflow.workflows.branch;

import org.jspecify.annotations.NullMarked;
