/**
 * What every runner of plans does, as tests. Uses nothing of the workflows but what is public, so
 * that other artifacts can extend it.
 */
@NullMarked
package dev.neonflow.workflows.contract;

import org.jspecify.annotations.NullMarked;
