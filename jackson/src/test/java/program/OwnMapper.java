// SPDX-License-Identifier: Apache-2.0
package program;

import java.lang.reflect.Type;
import org.kinglet.jackson.JacksonMapper;

/** A mapper of a program's own. */
public class OwnMapper extends JacksonMapper {
    @Override
    public String write(Object value, Type type) {
        return "by the program";
    }
}
