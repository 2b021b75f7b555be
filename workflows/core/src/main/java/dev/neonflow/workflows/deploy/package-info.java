@NullMarked
package dev.neonflow.workflows.deploy;

import org.jspecify.annotations.NullMarked;
