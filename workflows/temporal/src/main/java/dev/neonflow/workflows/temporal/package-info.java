/** Workflows on Temporal: they outlive the machine they began on. */
@NullMarked
package dev.neonflow.workflows.temporal;

import org.jspecify.annotations.NullMarked;
