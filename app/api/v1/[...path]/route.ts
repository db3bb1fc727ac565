import { noOperation } from '@/lib/web/guards/api-route';

const nothing = noOperation();

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
