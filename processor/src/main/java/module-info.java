// SPDX-License-Identifier: Apache-2.0
import javax.annotation.processing.Processor;
import org.jspecify.annotations.NullMarked;
import org.kinglet.processor.EntityProcessor;
import org.kinglet.processor.ReferrersProcessor;

/** Writes the table class {@code Users} of the entity {@code User} at compile time. Nothing of it is needed at run time. */
@NullMarked
module org.kinglet.processor {
    requires java.compiler;
    requires org.kinglet;
    requires static org.jspecify;

    provides Processor with
            EntityProcessor,
            ReferrersProcessor;
}
