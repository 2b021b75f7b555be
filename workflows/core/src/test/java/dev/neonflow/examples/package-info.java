/** What docs/custom-workflows.md shows. */
@NullMarked
package dev.neonflow.examples;

import org.jspecify.annotations.NullMarked;
