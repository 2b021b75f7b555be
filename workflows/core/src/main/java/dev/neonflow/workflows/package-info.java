@NullMarked
package dev.neonflow.workflows;

import org.jspecify.annotations.NullMarked;
