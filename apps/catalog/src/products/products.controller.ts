import { Controller } from '@nestjs/common';
import { type Caller, products, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { ProductPicturesService } from './product-pictures.service.js';
import { ProductsService } from './products.service.js';

type In<Verb extends keyof typeof products> = RpcInput<(typeof products)[Verb]>;

@Controller()
export class ProductsController {
  constructor(
    private readonly service: ProductsService,
    private readonly pictures: ProductPicturesService,
  ) {}

  @Rpc(products.create)
  create(@CurrentCaller() caller: Caller, @Input() product: In<'create'>) {
    return this.service.create(caller, product);
  }

  @Rpc(products.get)
  get(@Input() { id }: In<'get'>) {
    return this.service.get(id);
  }

  @Rpc(products.among)
  among(@Input() { ids }: In<'among'>) {
    return this.service.among(ids);
  }

  @Rpc(products.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(products.export)
  export(@CurrentCaller() caller: Caller, @Input() query: In<'export'>) {
    return this.service.export(caller, query);
  }

  @Rpc(products.suggest)
  suggest(@Input() { q }: In<'suggest'>) {
    return this.service.suggest(q);
  }

  @Rpc(products.publicIds)
  publicIds(@Input() range: In<'publicIds'>) {
    return this.service.publicIds(range);
  }

  @Rpc(products.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(products.delete)
  delete(@CurrentCaller() caller: Caller, @Input() { id, ifUpdatedAt }: In<'delete'>) {
    return this.service.delete(caller, id, ifUpdatedAt);
  }

  @Rpc(products.adjustStock)
  adjustStock(@CurrentCaller() caller: Caller, @Input() change: In<'adjustStock'>) {
    return this.service.adjustStock(caller, change);
  }

  @Rpc(products.listTrash)
  listTrash(@CurrentCaller() caller: Caller, @Input() page: In<'listTrash'>) {
    return this.service.listTrash(caller, page);
  }

  @Rpc(products.restore)
  restore(@CurrentCaller() caller: Caller, @Input() { id }: In<'restore'>) {
    return this.service.restore(caller, id);
  }

  @Rpc(products.history)
  history(@CurrentCaller() caller: Caller, @Input() query: In<'history'>) {
    return this.service.listChanges(caller, query);
  }

  @Rpc(products.mayAddFile)
  mayAddFile(@CurrentCaller() caller: Caller, @Input() { id }: In<'mayAddFile'>) {
    return this.service.mayAddFile(caller, id);
  }

  @Rpc(products.addFile)
  addFile(@CurrentCaller() caller: Caller, @Input() { id, objectId }: In<'addFile'>) {
    return this.service.addFile(caller, id, objectId);
  }

  @Rpc(products.getFile)
  getFile(@CurrentCaller() caller: Caller, @Input() { id, fileId }: In<'getFile'>) {
    return this.service.getFile(caller, id, fileId);
  }

  @Rpc(products.removeFile)
  removeFile(@CurrentCaller() caller: Caller, @Input() { id, fileId }: In<'removeFile'>) {
    return this.service.removeFile(caller, id, fileId);
  }

  @Rpc(products.mayAddPicture)
  mayAddPicture(@CurrentCaller() caller: Caller, @Input() { id }: In<'mayAddPicture'>) {
    return this.pictures.mayAdd(caller, id);
  }

  @Rpc(products.addPicture)
  addPicture(@CurrentCaller() caller: Caller, @Input() picture: In<'addPicture'>) {
    return this.pictures.add(caller, picture);
  }

  @Rpc(products.arrangePictures)
  arrangePictures(@CurrentCaller() caller: Caller, @Input() order: In<'arrangePictures'>) {
    return this.pictures.arrange(caller, order);
  }

  @Rpc(products.removePicture)
  removePicture(@CurrentCaller() caller: Caller, @Input() picture: In<'removePicture'>) {
    return this.pictures.remove(caller, picture);
  }
}
