/* engine.h - what drives exchanges: a curl multi handle with its warm connections; one thread at a time. */
#ifndef BWP_ENGINE_H
#define BWP_ENGINE_H

struct engine;

/* Moves every exchange of the engine as far as it goes, then sleeps until one can go on or wait_ms have passed. */
void bwpi_engine_drive(struct engine *engine, int wait_ms);

#endif
