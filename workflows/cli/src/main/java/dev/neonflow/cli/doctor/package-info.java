/** What is looked at before anything happens. */
@NullMarked
package dev.neonflow.cli.doctor;

import org.jspecify.annotations.NullMarked;
