/** Tests of workflows on Temporal's server in Java. */
@NullMarked
package dev.neonflow.workflows.temporal;

import org.jspecify.annotations.NullMarked;
